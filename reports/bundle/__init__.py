"""What a lawyer takes to a judge: a dossier, its originals and its custody, checked without us."""
