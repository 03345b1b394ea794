"""The recipe of the built-in model: corpora, preparation, training, export, evaluation. See README.md."""
