"""Which steps bring a bench and its sites to stand, what each waits for, and when it is out of date."""

import json

from devsite import (
	assets,
	bench,
	demo,
	fingerprint,
	framework,
	hosts,
	python_env,
	servers,
	site,
	system_packages,
)
from devsite.paths import Layout
from devsite.ports import Ports
from devsite.steps import Step

PACKAGES = "System packages"
ENVIRONMENT = "Python environment"
FRAMEWORK = "Frappe's source"
APP = "The app in the environment"
BENCH = "Bench"
NPM = "Packages of the asset bundler"
ASSETS = "Desk assets"
DATABASE = "MariaDB"
REDIS = "Redis"


def for_site(name: str, layout: Layout, ports: Ports, scheduler: bool, papers: bool) -> list[Step]:
	"""All steps from a bare machine to a site with the demo case, its web server and its worker."""
	tests = name in hosts.FOR_TESTS
	steps = [*_machine(layout, for_tests=tests), *_bench(layout, ports), *_databases(layout, ports)]
	steps += _site(name, layout, ports)
	needs = [ASSETS, _app_on(name), _settings_of(name)]
	steps += _processes(layout, ports, needs, scheduler)
	return steps + _demo(name, layout, papers)


def _machine(layout: Layout, for_tests: bool) -> list[Step]:
	wanted = {**system_packages.FOR_SITE, **(system_packages.FOR_TESTS if for_tests else {})}
	absent = system_packages.missing(wanted)
	to_build = (
		system_packages.missing(system_packages.FOR_MYSQLCLIENT)
		if python_env.builds_mysqlclient(layout)
		else []
	)
	if not python_env.can_make_environments(layout):
		to_build.append("python3-venv")
	absent += to_build
	# uv makes the environment while apt-get works, but not before there is all that it begins with.
	needs = [PACKAGES] if to_build else []
	return [
		Step(
			PACKAGES,
			lambda: system_packages.install(absent, layout.logs / "apt.log"),
			holds=lambda: not absent,
		),
		Step(
			ENVIRONMENT,
			lambda: python_env.make(layout),
			needs,
			made_from=lambda: python_env.made_from(layout),
			holds=layout.python.exists,
		),
	]


def _bench(layout: Layout, ports: Ports) -> list[Step]:
	return [
		Step(
			FRAMEWORK,
			lambda: framework.place(layout),
			[ENVIRONMENT],
			made_from=lambda: framework.made_from(layout) + python_env.made_from(layout),
			holds=layout.framework.exists,
		),
		Step(
			APP,
			lambda: python_env.add_app(layout),
			[ENVIRONMENT],
			made_from=lambda: python_env.app_made_from() + python_env.made_from(layout),
		),
		Step(
			BENCH,
			lambda: bench.lay_out(layout, ports),
			[FRAMEWORK],
			made_from=lambda: json.dumps(bench.common_config(ports)),
			holds=lambda: bench.is_laid_out(layout),
		),
		Step(
			NPM,
			lambda: assets.install_packages(layout),
			[PACKAGES],
			made_from=lambda: assets.packages_made_from(layout),
			holds=(layout.bundler / "node_modules").is_dir,
		),
		Step(
			ASSETS,
			lambda: _build_assets(layout, ports),
			[NPM, BENCH, REDIS],
			made_from=lambda: assets.made_from(layout),
			holds=lambda: assets.are_there(layout),
		),
	]


def _build_assets(layout: Layout, ports: Ports) -> None:
	"""Build them, and let the framework read anew where they are: it keeps the list in its cache, for all sites."""
	assets.build(layout)
	servers.forget_cache(layout, ports)


def _databases(layout: Layout, ports: Ports) -> list[Step]:
	prepare = Step(
		"MariaDB's data folder",
		lambda: servers.prepare_mariadb(layout),
		[PACKAGES],
		holds=(layout.mariadb / "data").is_dir,
	)
	return [
		prepare,
		_server("mariadb", DATABASE, layout, ports, [prepare.name]),
		_server("redis", REDIS, layout, ports, [PACKAGES]),
	]


def _site(name: str, layout: Layout, ports: Ports) -> list[Step]:
	made = f"Site {name}"
	configured = f"Configuration of {name}"
	return [
		Step(
			made,
			lambda: site.make(name, layout, ports),
			[BENCH, DATABASE, REDIS],
			holds=lambda: site.exists(name, layout),
		),
		Step(
			configured,
			lambda: site.configure(name, layout, ports),
			[made],
			made_from=lambda: json.dumps(site.site_config(name, layout, ports)),
		),
		Step(
			_settings_of(name),
			lambda: site.set_up(name, layout),
			[configured],
			made_from=site.settings_made_from,
		),
		Step(
			f"Password of {name}",
			lambda: site.set_password(name, layout),
			[_settings_of(name)],
			made_from=lambda: fingerprint.of_text(servers.administrator_password(layout)),
		),
		Step(
			f"Template from {name}",
			lambda: site.keep_template(name, layout, ports),
			[_settings_of(name)],
		),
		Step(
			_app_on(name),
			lambda: site.bring_app(name, layout),
			[f"Template from {name}", f"Password of {name}", APP],
			made_from=lambda: site.schema() + framework.made_from(layout),
		),
	]


def _processes(layout: Layout, ports: Ports, needs: list[str], scheduler: bool) -> list[Step]:
	titles = {"web": "Web server", "worker": "Background worker"}
	if scheduler:
		titles["scheduler"] = "Scheduler"
	return [_server(name, title, layout, ports, needs) for name, title in titles.items()]


def _server(name: str, title: str, layout: Layout, ports: Ports, needs: list[str]) -> Step:
	"""A server is started anew when what it has loaded, or how it is started, has changed."""
	return Step(
		title,
		lambda: servers.restart(name, layout, ports),
		needs,
		made_from=lambda: servers.made_from(name, layout, ports),
		holds=lambda: servers.stands(name, layout, ports),
	)


def _demo(name: str, layout: Layout, papers: bool) -> list[Step]:
	ran = f"Demo case on {name}"
	steps = [
		Step(ran, lambda: demo.run(name, layout), ["Web server"], made_from=lambda: _demo_made_from(layout))
	]
	if papers:
		printed = Step(
			"Papers of the demo case",
			lambda: demo.print_papers(name, layout),
			[ran],
			made_from=site.code,
			holds=lambda: demo.papers_are_there(name, layout),
		)
		steps.append(printed)
	return steps


def _demo_made_from(layout: Layout) -> str:
	return site.code() + fingerprint.of_text(servers.demo_password(layout))


def _app_on(name: str) -> str:
	return f"The app on {name}"


def _settings_of(name: str) -> str:
	return f"Polish settings of {name}"
