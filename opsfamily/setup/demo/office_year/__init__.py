"""A section of the demo office over a year: `bench --site SITE execute opsfamily.setup.demo.section`."""
