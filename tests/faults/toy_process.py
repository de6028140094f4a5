"""Runs the toy service as a process."""

from tests.service_kit.toy.app import app

if __name__ == "__main__":
    app.main()
