"""A whole Frappe site for trying the app out and for its tests: `python3 -m devsite up`.

Standard library only. What is where:

- `cli`: the commands and what they print
- `recipe`: which steps a command needs, in what order, and when a step is out of date
- `steps`: runs them: resumable, timed, side by side where they do not wait for each other
- `system_packages`, `python_env`, `framework`, `bench`, `assets`, `site`, `demo`: the work of the steps
- `servers`: MariaDB, Redis, web, worker, scheduler; `processes`: start and stop without hitting a stranger
- `paths`, `shell`, `ports`, `fingerprint`, `errors`: small tools of all the above
- `inside/`: the few files that run within the framework's own Python environment
- `bundler/`: builds the Desk's JavaScript and CSS (Node)
"""
