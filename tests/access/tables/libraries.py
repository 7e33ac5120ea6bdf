"""The pages of django-allauth, of Django's admin and of django-unfold, asked by people who have
just logged in with their second factor. 302 to whoever is logged in: sent on to the page that fits.
"""

# name  anonymous member other committee board administrator lawyer mandated
LIBRARIES = """
account_change_password               302 200 200 200 200 200 200 200
account_confirm_email    confirmation 200 200 200 200 200 200 200 200
account_confirm_login_code            302 302 302 302 302 302 302 302
account_email                         302 200 200 200 200 200 200 200
account_email_verification_sent       200 200 200 200 200 200 200 200
account_inactive                      200 200 200 200 200 200 200 200
account_login                         200 302 302 302 302 302 302 302
account_logout                        302 200 200 200 200 200 200 200
account_reauthenticate                302 200 200 200 200 200 200 200
account_reset_password                200 200 200 200 200 200 200 200
account_reset_password_done           200 200 200 200 200 200 200 200
account_reset_password_from_key reset 200 200 200 200 200 200 200 200
account_reset_password_from_key_done  200 200 200 200 200 200 200 200
account_set_password                  302 302 302 302 302 302 302 302
account_signup                        200 302 302 302 302 302 302 302
mfa_activate_totp                     302 302 302 302 302 302 302 302
mfa_add_webauthn                      302 200 200 200 200 200 200 200
mfa_authenticate                      302 302 302 302 302 302 302 302
mfa_deactivate_totp                   302 200 200 200 200 200 200 200
mfa_download_recovery_codes           302 404 404 404 404 404 404 404
mfa_edit_webauthn             passkey 302 200 404 404 404 404 404 404
mfa_generate_recovery_codes           302 200 200 200 200 200 200 200
mfa_index                             302 200 200 200 200 200 200 200
mfa_list_webauthn                     302 200 200 200 200 200 200 200
mfa_login_webauthn                    302 302 302 302 302 302 302 302
mfa_reauthenticate                    302 200 200 200 200 200 200 200
mfa_reauthenticate_webauthn           302 200 302 302 302 302 302 302
mfa_remove_webauthn           passkey 302 200 404 404 404 404 404 404
mfa_view_recovery_codes               302 404 404 404 404 404 404 404
admin:index                           302 302 302 200 200 200 302 302
admin:login                           302 403 403 302 302 302 403 403
admin:logout                          302 302 302 405 405 405 302 302
admin:password_change                 302 302 302 200 200 200 302 302
admin:password_change_done            302 302 302 200 200 200 302 302
admin:jsi18n                          302 302 302 200 200 200 302 302
admin:search                          302 302 302 200 200 200 302 302
admin:autocomplete                    302 302 302 403 403 403 302 302
admin:app_list                cases   302 302 302 200 404 404 302 302
admin:app_list                members 302 302 302 404 200 200 302 302
admin:app_list                reports 302 302 302 200 404 404 302 302
admin:view_on_site            content 302 302 302 404 404 404 302 302
admin:/(?P<url>.*)$                   302 302 302 404 404 404 302 302
admin:/<path:object_id>/              302 302 302 302 302 302 302 302
"""
