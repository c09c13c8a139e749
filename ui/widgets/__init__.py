"""Small widgets and the style sheet that draws them."""
