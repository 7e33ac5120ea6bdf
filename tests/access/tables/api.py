"""The API. 401: no token and no session."""

# name  anonymous member other committee board administrator lawyer mandated
API = """
api-observation-list              401 200 200 200 200 200 200 200
api-observation-list post         401 201+ 201+ 201+ 403 403 403 403
api-case-list                     401 200 200 200 200 200 200 200
api-case-list        post         401 405 405 405 405 405 405 405
api-case-detail      key          401 200 404 200 404 404 404 200
api-case-detail      key_relayed  401 200 200 200 200 404 404 404
api-token                         405 405 405 405 405 405 405 405
api-token            post         400 400 400 400 400 400 400 400
api-schema                        401 200 200 200 200 200 200 200
"""
