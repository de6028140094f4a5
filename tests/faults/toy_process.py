"""The toy as a process of its own."""

from tests.service_kit.toy.app import app

if __name__ == "__main__":
    app.main()
