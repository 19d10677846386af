#include "io/source_path.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

#include "base/error.hpp"
#include "io/temporary_folder.hpp"

using namespace needsmap;
using namespace needsmap::io;

TEST_CASE("paths are relative to the workspace's folder") {
    const SourcePath source = resolve_path("/data/county", "../tables/x.csv");
    CHECK(source.file == "/data/tables/x.csv");
    CHECK_FALSE(source.is_zip);
    CHECK(resolve_path("/data", "/abs/x.CSV").file == "/abs/x.CSV");
    CHECK(source_extension(resolve_path("/data", "/abs/x.CSV")) == ".csv");
}

TEST_CASE("zip archives are seen with and without their prefix, whole or by their inner file") {
    const SourcePath inner = resolve_path("/d", "/vsizip/../a/b.gpkg.zip/b.gpkg");
    CHECK(inner.file == "/a/b.gpkg.zip");
    CHECK(inner.inside == "b.gpkg");
    CHECK(inner.is_zip);
    CHECK(source_extension(inner) == ".gpkg");
    CHECK(resolve_path("/d", "w.zip/sub/w.shp").inside == "sub/w.shp");
    CHECK(resolve_path("/d", "w.ZIP").is_zip);
    CHECK(resolve_path("/d", "w.ZIP").inside.empty());
}

TEST_CASE("an environment variable may stand in front, with a default") {
    ::unsetenv("NEEDSMAP_TEST_ROOT");
    CHECK(expand_environment("${NEEDSMAP_TEST_ROOT:-../shared}/x") == "../shared/x");
    CHECK_THROWS_AS((void)expand_environment("${NEEDSMAP_TEST_ROOT}/x"), base::Error);
    ::setenv("NEEDSMAP_TEST_ROOT", "/elsewhere", 1);
    CHECK(expand_environment("${NEEDSMAP_TEST_ROOT:-../shared}/x") == "/elsewhere/x");
    CHECK(resolve_path("/d", "/vsizip/${NEEDSMAP_TEST_ROOT}/x.zip/x.gpkg").file == "/elsewhere/x.zip");
    CHECK(expand_environment("plain/${NEEDSMAP_TEST_ROOT}") == "plain/${NEEDSMAP_TEST_ROOT}");
    ::unsetenv("NEEDSMAP_TEST_ROOT");
}

TEST_CASE("a missing, empty or wrong kind of file is one sentence") {
    const TemporaryFolder folder;
    folder.write("empty.csv", "");
    CHECK_THROWS_WITH_AS(require_readable(resolve_path(folder.path(), "none.csv")), "There is no such file.", base::Error);
    CHECK_THROWS_WITH_AS(require_readable(resolve_path(folder.path(), "empty.csv")), "The file is empty.", base::Error);
    CHECK_THROWS_WITH_AS(require_readable(resolve_path(folder.path(), ".")), "This is a folder, not a file.", base::Error);
}

TEST_CASE("a shapefile's hash changes with the files beside it") {
    const TemporaryFolder folder;
    folder.write("w.shp", "shape");
    folder.write("w.dbf", "codes");
    const auto before = source_hash(resolve_path(folder.path(), "w.shp"));
    CHECK(before == source_hash(resolve_path(folder.path(), "w.shp")));
    folder.write("w.prj", "BNG");
    CHECK(before != source_hash(resolve_path(folder.path(), "w.shp")));
    CHECK(source_hash(resolve_path(folder.path(), "none.shp")) == 0);
}
