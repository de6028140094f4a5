from services.ingest.app import app

app.main()
