// Passkeys by django-allauth's own functions, told from the button's data which controls to use: their
// usual inline blocks would need a looser content security policy.

const button = document.getElementById("passkey_button");
const failure = document.getElementById("passkey_failure");
const { passkey: ceremony, credential, passwordless } = button.dataset;
const { addForm, authenticateForm, loginForm } = window.allauth.webauthn.forms;
const data = "passkey_data";
const start = {
  add: () => addForm({ ids: { add: button.id, credential, passwordless, data } }),
  authenticate: () => authenticateForm({ ids: { authenticate: button.id, credential, data } }),
  login: () => loginForm({ ids: { login: button.id, credential } }),
};

if (window.PublicKeyCredential) {
  start[ceremony]();
  button.hidden = false;
  document.getElementById("passkey_absent")?.remove();
}

button.addEventListener("click", () => { failure.hidden = true; });

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  failure.hidden = false;
});

// The form goes by itself once the key has answered, not at the click that asks the key.
button.form.addEventListener("submit", (event) => event.preventDefault());
