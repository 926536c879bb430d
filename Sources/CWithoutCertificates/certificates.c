#include "CWithoutCertificates.h"

// libgit2 reads every certificate that the system trusts when it starts (half of its start, a tenth of a search), in case it
// will speak TLS. Fonds never lets it: what goes over a network goes through `git`. A program's own functions go before those
// of the libraries it is linked with, so libgit2 gets these and trusts nobody. Where it was built with another TLS library,
// nothing calls them.

int mbedtls_x509_crt_parse_file(void *chain, const char *path) {
    (void)chain;
    (void)path;
    return 0;
}

int mbedtls_x509_crt_parse_path(void *chain, const char *path) {
    (void)chain;
    (void)path;
    return 0;
}
