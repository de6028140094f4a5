"""One module per Kafka topic, versions side by side."""
