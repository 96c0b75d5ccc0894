"""The one thing that pyproject.toml cannot say: the folder `graph/` is installed as the package `westphalia`."""

from setuptools import find_packages, setup

setup(
    package_dir={"westphalia": "graph"},
    packages=["westphalia", *(f"westphalia.{name}" for name in find_packages("graph"))],
)
