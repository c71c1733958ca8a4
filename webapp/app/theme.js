/*
 * Puts the reader's theme on <html> before anything is painted: a plain script in <head>, before the style sheets. The
 * choice "system" is the absence of the attribute; tokens.css says the rest.
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

  function apply(theme) {
    if (theme === 'light' || theme === 'dark') {
      root.dataset.theme = theme;
    } else {
      delete root.dataset.theme;
    }
  }

  window.parleyTheme = {
    get: () => root.dataset.theme ?? 'system',
    set(theme) {
      apply(theme);
      try {
        localStorage.setItem(KEY, theme);
      } catch {
        // kept for this page only
      }
      window.dispatchEvent(new CustomEvent('parley-theme'));
    },
  };
  apply(stored());
  addEventListener('storage', (event) => {
    if (event.key === KEY) {
      apply(event.newValue);
      window.dispatchEvent(new CustomEvent('parley-theme'));
    }
  });
})();
