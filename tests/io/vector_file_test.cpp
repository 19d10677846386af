#include "io/vector_file.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "base/files.hpp"
#include "io/geojson_reader.hpp"
#include "io/shared_data.hpp"
#include "io/text_map.hpp"
#include "io/zip_archive.hpp"

using namespace needsmap;
using namespace needsmap::io;

namespace {

const std::string every_kind = R"({"type":"FeatureCollection","name":"x","features":[
{"type":"Feature","id":1,"properties":{"code":"007","n":12.50,"flag":true,"none":null},"geometry":{"type":"Polygon","coordinates":[[[-1.0,51.0],[-0.9,51.0],[-0.9,51.1],[-1.0,51.0]],[[-0.95,51.02],[-0.94,51.02],[-0.94,51.03],[-0.95,51.02]]]}},
{"type":"Feature","properties":{"n":-3,"code":"Caf\u00e9 \"x\"\n","extra":"y"},"geometry":{"type":"MultiPolygon","coordinates":[[[[0,50],[1,50],[1,51],[0,50]]],[[[2,50,7],[3,50,7],[3,51,7],[2,50,7]]]]}},
{"type":"Feature","properties":{"code":"point"},"geometry":{"type":"Point","coordinates":[-1.25,51.75]}},
{"type":"Feature","properties":{"code":"lines"},"geometry":{"type":"MultiLineString","coordinates":[[[0,50],[1,51]],[[1,51],[2,52],[3,53]]]}},
{"type":"Feature","properties":{"code":"nothing"},"geometry":null}
]})";

VectorFile through_gdal(const std::string& text) {
    const TemporaryFolder folder;
    base::Diagnostics diagnostics;
    base::QuietJob job;
    // Naming the layer sends the file to GDAL.
    return read_vector_file(resolve_path(folder.path(), folder.write("x.geojson", text).string()), "x", diagnostics, job);
}

void check_same(const VectorFile& a, const VectorFile& b) {
    CHECK(a.points == b.points);
    CHECK(a.ring_begin == b.ring_begin);
    CHECK(a.ring_part == b.ring_part);
    CHECK(a.feature_ring_begin == b.feature_ring_begin);
    CHECK(a.shape == b.shape);
    CHECK(a.crs == b.crs);
    CHECK(a.crs_name == b.crs_name);
    CHECK(a.crs_is_degrees == b.crs_is_degrees);
    REQUIRE(a.attributes.row_count() == b.attributes.row_count());
    for (const char* column : {"code", "extra", "flag", "none"}) {
        const auto ca = a.attributes.find(column), cb = b.attributes.find(column);
        REQUIRE(ca);
        REQUIRE(cb);
        for (std::size_t row = 0; row < a.attributes.row_count(); ++row) CHECK(a.attributes.text(row, *ca) == b.attributes.text(row, *cb));
    }
}

}  // namespace

TEST_CASE("plain GeoJSON comes out of our own reader as it comes out of GDAL") {
    const auto own = read_plain_geojson(every_kind);
    REQUIRE(own);
    CHECK(own->attributes.text(0, *own->attributes.find("code")) == "007");
    CHECK(own->attributes.text(0, *own->attributes.find("n")) == "12.50");
    CHECK(own->attributes.text(1, *own->attributes.find("code")) == "Café \"x\"");  // surrounding line ends trimmed
    CHECK(own->attributes.text(2, *own->attributes.find("extra")).empty());
    CHECK(own->shape == std::vector<FeatureShape>{FeatureShape::polygon, FeatureShape::polygon, FeatureShape::point, FeatureShape::line,
                                                  FeatureShape::none});
    CHECK(own->feature_ring_begin == std::vector<std::uint32_t>{0, 2, 4, 5, 7, 7});
    CHECK(own->ring_part == std::vector<std::uint32_t>{0, 0, 1, 2, 3, 4, 5});
    check_same(*own, through_gdal(every_kind));
}

TEST_CASE("the National Grid is recognised, other systems are left to GDAL") {
    const auto grid = read_plain_geojson(geojson_of_text_map({"ab"}));
    REQUIRE(grid);
    CHECK(grid->crs == "EPSG:27700");
    CHECK_FALSE(grid->crs_is_degrees);
    CHECK(grid->bounds().min_x == 450000);
    CHECK_FALSE(read_plain_geojson(geojson_of_text_map({"ab"}, "urn:ogc:def:crs:EPSG::32630")));
}

TEST_CASE("what is not plain, or no GeoJSON, is left to GDAL") {
    for (const char* text :
         {"", "{}", "[]", "{\"type\":\"Topology\",\"objects\":{}}", "{\"type\":\"FeatureCollection\",\"features\":[",
          "{\"type\":\"FeatureCollection\",\"features\":[{}]} x",
          "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"a\":{\"b\":1}},\"geometry\":null}]}",
          "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Point\","
          "\"coordinates\":[NaN,1]}}]}",
          "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":"
          "\"GeometryCollection\",\"geometries\":[]}}]}"}) {
        CAPTURE(text);
        CHECK_FALSE(read_plain_geojson(text));
    }
    for (std::size_t length = 0; length < every_kind.size(); length += 7)
        CHECK_FALSE(read_plain_geojson(std::string_view(every_kind).substr(0, length)));
}

TEST_CASE("the real boundary files are read alike by both readers") {
    SKIP_WITHOUT_SHARED_DATA();
    const std::string text = base::read_file(shared_data() / "oxfordshire/wards.geojson");
    const auto own = read_plain_geojson(text);
    REQUIRE(own);
    base::Diagnostics diagnostics;
    base::QuietJob job;
    const auto gdal = read_vector_file(resolve_path(shared_data(), "oxfordshire/wards.geojson"), "wards", diagnostics, job);
    CHECK(own->points == gdal.points);
    CHECK(own->ring_begin == gdal.ring_begin);
    CHECK(own->feature_ring_begin == gdal.feature_ring_begin);
    CHECK(own->attributes.columns == gdal.attributes.columns);
}

TEST_CASE("JSON that stops is told apart from JSON that ends") {
    CHECK_NOTHROW(require_whole_json("{\"a\":[1,2,\"]\\\"\"]}"));
    CHECK_THROWS_WITH_AS(require_whole_json("{\"a\":[1,\n2"), "The file ends early, in line 2; it is probably an incomplete download.",
                         base::Error);
    CHECK_THROWS_AS(require_whole_json("{\"a\":\"never closed}"), base::Error);
}

TEST_CASE("a layer that is not there is told with those that are") {
    const TemporaryFolder folder;
    const auto file = folder.write("x.geojson", geojson_of_text_map({"ab"}));
    base::Diagnostics diagnostics;
    base::QuietJob job;
    CHECK_THROWS_WITH_AS((void)read_vector_file(resolve_path(folder.path(), "x.geojson"), "y", diagnostics, job),
                         "There is no layer \"y\"; the file holds x.", base::Error);
}

TEST_CASE("damaged archives are refused, and an archive without data says what it holds") {
    const TemporaryFolder folder;
    folder.write("broken.zip", "PK\x03\x04 and no more");
    CHECK_THROWS_WITH_AS((void)ZipArchive(folder.path() / "broken.zip"), "The zip archive is damaged or incomplete.", base::Error);
    base::Diagnostics diagnostics;
    base::QuietJob job;
    CHECK_THROWS_AS((void)read_vector_file(resolve_path(folder.path(), "broken.zip"), {}, diagnostics, job), base::Error);
}

TEST_CASE("a zip archive cut short anywhere, or with a byte changed, never comes out as something else") {
    SKIP_WITHOUT_SHARED_DATA();
    const std::string bytes = base::read_file(shared_data() / "broken/05_shapefile_no_prj.zip");
    const TemporaryFolder folder;
    const auto unpacked = [&](const std::string& damaged) {
        const ZipArchive archive(folder.write("x.zip", damaged));
        std::string all;
        for (const ZipArchive::Member& member : archive.members()) {
            if (member.bytes > 100000) throw base::Error("a size that cannot be");
            std::string out(member.bytes, '\0');
            archive.unpack(member, out);
            all += out;
        }
        return all;
    };
    const std::string sound = unpacked(bytes);
    CHECK(sound.size() == 22690);  // unzip -l
    for (std::size_t length = 0; length < bytes.size(); length += 501)
        CHECK_THROWS_AS((void)unpacked(bytes.substr(0, length)), base::Error);
    for (std::size_t at = 40; at + 400 < bytes.size(); at += 997) {
        std::string damaged = bytes;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
        CAPTURE(at);
        bool is_sound_or_refused = true;
        try {
            is_sound_or_refused = unpacked(damaged) == sound;  // bytes that carry nothing (times) may change
        } catch (const base::Error&) {
        }
        CHECK(is_sound_or_refused);
    }
}
