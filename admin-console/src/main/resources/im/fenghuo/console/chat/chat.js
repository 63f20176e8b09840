// Starts Converse.js for the server that this page came from. Everything is fetched from that server.

/** Our sign in place of Converse.js's own, which links to another host. */
class Sign extends HTMLElement {
  connectedCallback() {
    const image = document.createElement('img');
    image.src = 'favicon.svg';
    image.alt = '';
    const name = document.createElement('span');
    name.textContent = 'Fenghuo';
    this.className = 'fenghuo-sign';
    this.replaceChildren(image, name);
  }
}

/** The credit in place of Converse.js's footer, which shows pictures from other hosts. */
class Credit extends HTMLElement {
  connectedCallback() {
    const link = document.createElement('a');
    link.href = 'converse/LICENSE';
    link.target = '_blank';
    link.rel = 'noopener';
    link.textContent = 'MPL-2.0';
    this.className = 'fenghuo-credit mt-auto';
    this.replaceChildren('This web client is Converse.js 14, open source under the ', link, '.');
  }
}

/** Nothing, in place of Converse.js's links to its makers' pages. */
class NoLinks extends HTMLElement {}

// Converse.js keeps an element that is defined before it starts.
customElements.define('converse-brand-logo', Sign);
customElements.define('converse-footer', Credit);
customElements.define('converse-controlbox-navbar', NoLinks);

/**
 * Waits before a form on the page asks for the registration fields again, longer each time up to
 * half a minute: Converse.js repeats at once, as fast as it can, while the server does not answer.
 */
function waitBetweenRegistrationForms(RegistrationForm) {
  const fetchNow = RegistrationForm.prototype.fetchRegistrationForm;
  RegistrationForm.prototype.fetchRegistrationForm = function (domain, serviceUrl) {
    const delay = this.fenghuoDelay ?? 0;
    this.fenghuoDelay = Math.min(Math.max(1000, delay * 2), 30000);
    setTimeout(() => this.isConnected && fetchNow.call(this, domain, serviceUrl), delay);
    return false;
  };
}

/**
 * Signs in after a registration in the same way as the login form does: that keeps what is needed to
 * be online again after a reload (not the password), which Converse.js itself does not do here.
 */
function signInLikeTheLoginForm(RegistrationForm, api) {
  const { REGISTERED } = window.converse.env.Strophe.Status;
  const changed = RegistrationForm.prototype.onConnectStatusChanged;
  RegistrationForm.prototype.onConnectStatusChanged = function (status, message) {
    const { username, password } = this.fields ?? {};
    if (status !== REGISTERED || !username || !password) {
      return changed.call(this, status, message);
    }
    const jid = `${username}@${this.domain}`.toLowerCase();
    api.connection.get().reset();
    this.reset();
    window.location.hash = 'converse/login'; // shows the form of that name
    window.history.replaceState(null, '', window.location.pathname);
    return api.user.login(jid, password);
  };
}

const PLUGIN = 'fenghuo-registration';

function addPlugin() {
  window.converse.plugins.add(PLUGIN, {
    dependencies: ['converse-register'],
    initialize() {
      const { RegistrationForm } = this._converse.exports;
      waitBetweenRegistrationForms(RegistrationForm);
      signInLikeTheLoginForm(RegistrationForm, this._converse.api);
    },
  });
}

/** The server's JSON answer: domain, websocketPath, boshPath, registration. */
async function serverConfiguration() {
  const response = await fetch('chat-config.json', { cache: 'no-store' });
  if (!response.ok) {
    throw new Error(`the server answered ${response.status} for chat-config.json`);
  }
  return response.json();
}

/** Where the page was loaded from, with the path and, for `ws`, the scheme of a WebSocket. */
function onThisServer(path, scheme) {
  const url = new URL(path, window.location.href);
  if (scheme === 'ws') {
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  }
  return url.href;
}

function start(server) {
  addPlugin();
  const directory = new URL('converse', window.location.href).pathname;
  window.converse.initialize({
    whitelisted_plugins: [PLUGIN],
    view_mode: 'fullscreen',
    theme: 'classic',
    assets_path: directory,
    sounds_path: `${directory}/sounds/`,

    websocket_url: server.websocketPath ? onThisServer(server.websocketPath, 'ws') : undefined,
    bosh_service_url: server.boshPath ? onThisServer(server.boshPath) : undefined,
    discover_connection_methods: false,

    locked_domain: server.domain,
    allow_registration: server.registration,
    registration_domain: server.domain,

    // Two people who have just registered can write to each other at once.
    allow_non_roster_messaging: true,
    auto_reconnect: true,

    // Receipts, markers and corrections fill pages, too, and Converse.js does not put a correction together
    // with a message that comes on a later page.
    archived_messages_page_size: '100',

    // Nothing from other hosts: no lists of providers, no players, no pictures unless this host has them.
    xmpp_providers_url: '',
    autocomplete_providers_url: '',
    embed_3rd_party_media_players: false,
    render_media: [window.location.hostname],
    fetch_url_headers: false,
    use_system_emojis: true,
  });
}

try {
  start(await serverConfiguration());
} catch (error) {
  const trouble = document.getElementById('trouble');
  trouble.textContent = `The chat could not start: ${error.message}. Reload the page to try again.`;
  trouble.hidden = false;
}
