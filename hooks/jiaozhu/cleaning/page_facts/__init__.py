"""The facts of a web page: date, author, outlet and address, from all that the page says of them, weighed against each other."""
