from dataclasses import replace

from tests.faults.kill_points import from_environment
from tests.faults.requester.app import app

replace(app, fault_point=from_environment()).main()
