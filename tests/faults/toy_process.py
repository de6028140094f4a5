"""Runs the toy service as a process."""

from dataclasses import replace

from tests.faults.kill_points import from_environment
from tests.service_kit.toy.app import app

if __name__ == "__main__":
    replace(app, fault_point=from_environment()).main()
