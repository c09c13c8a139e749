"""Models: thin over core objects, every role filled; they hold no rules and format no money themselves."""
