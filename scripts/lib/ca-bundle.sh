# shellcheck shell=bash
# Where a company's own authority signs TLS, builds and workers must know it: hal's `build.caBundle`, by its environment variable.

# Names the bundle only where this machine trusts more than its distribution does, and nobody named one.
export_ca_bundle() {
  [ -z "${HAL_BUILD_CA_BUNDLE:-}" ] || return 0
  local bundle
  bundle=$(find_ca_bundle) || return 0
  export HAL_BUILD_CA_BUNDLE=$bundle
  ok "here, builds and workers trust $bundle (HAL_BUILD_CA_BUNDLE; build.caBundle in your own config is for good)"
}

find_ca_bundle() {
  local debian=/etc/ssl/certs/ca-certificates.crt
  if [ -s "${SSL_CERT_FILE:-}" ]; then
    printf '%s' "$SSL_CERT_FILE"
  elif [ -s "$debian" ] && compgen -G '/usr/local/share/ca-certificates/*.crt' >/dev/null; then
    printf '%s' "$debian"
  elif [ -s "${NODE_EXTRA_CA_CERTS:-}" ]; then
    printf '%s' "$NODE_EXTRA_CA_CERTS"
  else
    return 1
  fi
}
