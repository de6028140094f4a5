from tests.faults.asker.app import app

app.main()
