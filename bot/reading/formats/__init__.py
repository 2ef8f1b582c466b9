"""Files of every format to text; hostile ones in a process of their own."""
