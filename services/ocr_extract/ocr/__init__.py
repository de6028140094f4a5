"""From the image of a page to its words: preparing the image, engines, several documents on one image."""
