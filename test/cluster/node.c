/* A ClickHouse node out of the chdb library: its clickhouse-local, which can listen. LIBCHDB names the library. */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
  const char *path = getenv("LIBCHDB");
  void *library = path == NULL ? NULL : dlopen(path, RTLD_NOW | RTLD_GLOBAL);
  if (library == NULL) {
    fprintf(stderr, "%s\n", path == NULL ? "LIBCHDB is not set." : dlerror());
    return 1;
  }
  int (*local_main)(int, char **) = (int (*)(int, char **))dlsym(library, "chdb_query_cmdline");
  if (local_main == NULL) {
    fprintf(stderr, "%s\n", dlerror());
    return 1;
  }
  return local_main(argc, argv);
}
