from services.directory.app import app

app.main()
