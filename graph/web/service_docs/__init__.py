"""What the service says about itself: service description, VoID, OpenAPI, health."""
