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

# What is sent: `tests/access/sent_to_libraries.py`.
# name  anonymous member other committee board administrator lawyer mandated
LIBRARIES_FORMS = """
account_change_password               post              302 302+ 302+ 302+ 302+ 302+ 302+ 302+
# a damaged link:
account_confirm_email                 post confirmation 404 404 404 404 404 404 404 404
account_confirm_login_code            post              302 302 302 302 302 302 302 302
# refused to who has a second factor; the library only notes down the account’s own address:
account_email                         post              302 200+ 200+ 200+ 200+ 200+ 200+ 200+
account_email_verification_sent       post              405 405 405 405 405 405 405 405
account_inactive                      post              405 405 405 405 405 405 405 405
# the library notes down the account’s own address:
account_login                         post              302+ 302 302 302 302 302 302 302
account_logout                        post              302 302 302 302 302 302 302 302
account_reauthenticate                post              302 302 302 302 302 302 302 302
account_reset_password                post              302 302 302 302 302 302 302 302
account_reset_password_done           post              405 405 405 405 405 405 405 405
# a damaged link:
account_reset_password_from_key       post reset        200 200 200 200 200 200 200 200
account_reset_password_from_key_done  post              405 405 405 405 405 405 405 405
account_set_password                  post              302 302 302 302 302 302 302 302
# there is no open sign-up: the form says so:
account_signup                        post              200 302 302 302 302 302 302 302
mfa_activate_totp                     post              302 302 302 302 302 302 302 302
# no key answered:
mfa_add_webauthn                      post              302 200 200 200 200 200 200 200
mfa_authenticate                      post              302 302 302 302 302 302 302 302
# their own factor:
mfa_deactivate_totp                   post              302 302+ 302+ 302+ 302+ 302+ 302+ 302+
mfa_download_recovery_codes           post              302 404 404 404 404 404 404 404
mfa_edit_webauthn                     post passkey      302 302+ 404 404 404 404 404 404
mfa_generate_recovery_codes           post              302 302+ 302+ 302+ 302+ 302+ 302+ 302+
mfa_index                             post              302 405 405 405 405 405 405 405
mfa_list_webauthn                     post              302 405 405 405 405 405 405 405
mfa_login_webauthn                    post              302 302 302 302 302 302 302 302
mfa_reauthenticate                    post              302 200 200 200 200 200 200 200  # no code
mfa_reauthenticate_webauthn           post              302 302 302 302 302 302 302 302
mfa_remove_webauthn                   post passkey      302 302+ 404 404 404 404 404 404
mfa_view_recovery_codes               post              302 405 405 405 405 405 405 405
admin:index                           post              302 302 302 200 200 200 302 302
admin:login                           post              302 403 403 302 302 302 403 403
admin:logout                          post              302 302 302 200 200 200 302 302
admin:password_change                 post              302 302 302 302+ 302+ 302+ 302 302
admin:password_change_done            post              302 302 302 405 405 405 302 302
admin:jsi18n                          post              302 302 302 405 405 405 302 302
admin:search                          post              302 302 302 200 200 200 302 302
admin:autocomplete                    post              302 302 302 405 405 405 302 302
admin:app_list                        post cases        302 302 302 200 404 404 302 302
admin:app_list                        post members      302 302 302 404 200 200 302 302
admin:app_list                        post reports      302 302 302 200 404 404 302 302
admin:view_on_site                    post content      302 302 302 404 404 404 302 302
admin:/(?P<url>.*)$                   post              302 302 302 404 404 404 302 302
admin:/<path:object_id>/              post              302 302 302 302 302 302 302 302
"""
