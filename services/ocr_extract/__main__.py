from services.ocr_extract.app import app

app.main()
