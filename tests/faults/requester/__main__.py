from tests.faults.requester.app import app

app.main()
