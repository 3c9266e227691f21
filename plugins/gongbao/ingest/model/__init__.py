"""What passes along the pipeline: a source and its lines, the records of its articles, the edition of all of them."""
