/*
 * Puts the reader's theme on <html> before anything is painted: a plain script in <head>, before the style sheets. The
 * choice "system" is the absence of the attribute; tokens.css says the rest. A page that embeds a room may choose instead
 * (model/embedding.js).
 */
(() => {
  const KEY = 'parley.theme';
  const root = document.documentElement;

  function stored() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // storage is switched off: the system's theme
    }
  }

  let chosen = stored();

  function wanted() {
    const asked = new URLSearchParams(location.hash.slice(1)).get('theme');
    return asked === 'light' || asked === 'dark' ? asked : chosen;
  }

  function apply(theme) {
    if (theme === 'light' || theme === 'dark') {
      root.dataset.theme = theme;
    } else {
      delete root.dataset.theme;
    }
  }

  function follow() {
    apply(wanted());
    window.dispatchEvent(new CustomEvent('parley-theme'));
  }

  window.parleyTheme = {
    get: () => root.dataset.theme ?? 'system',
    set(theme) {
      chosen = theme;
      try {
        localStorage.setItem(KEY, theme);
      } catch {
        // kept for this page only
      }
      follow();
    },
  };
  apply(wanted());
  addEventListener('hashchange', follow);
  addEventListener('storage', (event) => {
    if (event.key === KEY) {
      chosen = event.newValue;
      follow();
    }
  });
})();
