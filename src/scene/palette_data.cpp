#include "scene/palette_data.hpp"

namespace needsmap::scene {

namespace {

// ColorBrewer 2.0 by Cynthia Brewer, Mark Harrower and The Pennsylvania State University (colorbrewer2.org), Apache-2.0; colour-blind
// safety as stated there.
constexpr std::string_view brewer = "ColorBrewer 2.0, C. Brewer, The Pennsylvania State University (Apache-2.0)";
// Sampled at ninths from dark to light, then turned round: the published ramps hold 256 colours.
constexpr std::string_view viridis_source = "viridis family, S. van der Walt and N. Smith (CC0)";
constexpr std::string_view cividis_source = "cividis, Nuñez, Anderton and Renslow 2018, doi:10.1371/journal.pone.0199239";
constexpr std::string_view okabe_ito = "Okabe and Ito 2008, Color Universal Design";

using enum PaletteKind;

// One palette, one paragraph:
// clang-format off
constexpr std::array<PaletteData, 22> data{{
    {"YlOrBr", sequential, true, false, brewer,
     {"fff7bcfec44fd95f0e", "ffffd4fed98efe9929cc4c02", "ffffd4fed98efe9929d95f0e993404", "ffffd4fee391fec44ffe9929d95f0e993404",
      "ffffd4fee391fec44ffe9929ec7014cc4c028c2d04", "ffffe5fff7bcfee391fec44ffe9929ec7014cc4c028c2d04",
      "ffffe5fff7bcfee391fec44ffe9929ec7014cc4c02993404662506"}, ""},
    {"YlGnBu", sequential, true, false, brewer,
     {"edf8b17fcdbb2c7fb8", "ffffcca1dab441b6c4225ea8", "ffffcca1dab441b6c42c7fb8253494", "ffffccc7e9b47fcdbb41b6c42c7fb8253494",
      "ffffccc7e9b47fcdbb41b6c41d91c0225ea80c2c84", "ffffd9edf8b1c7e9b47fcdbb41b6c41d91c0225ea80c2c84",
      "ffffd9edf8b1c7e9b47fcdbb41b6c41d91c0225ea8253494081d58"}, ""},
    {"YlOrRd", sequential, true, false, brewer,
     {"ffeda0feb24cf03b20", "ffffb2fecc5cfd8d3ce31a1c", "ffffb2fecc5cfd8d3cf03b20bd0026", "ffffb2fed976feb24cfd8d3cf03b20bd0026",
      "ffffb2fed976feb24cfd8d3cfc4e2ae31a1cb10026", "ffffccffeda0fed976feb24cfd8d3cfc4e2ae31a1cb10026",
      "ffffccffeda0fed976feb24cfd8d3cfc4e2ae31a1cbd0026800026"}, ""},
    {"BuPu", sequential, true, false, brewer,
     {"e0ecf49ebcda8856a7", "edf8fbb3cde38c96c688419d", "edf8fbb3cde38c96c68856a7810f7c", "edf8fbbfd3e69ebcda8c96c68856a7810f7c",
      "edf8fbbfd3e69ebcda8c96c68c6bb188419d6e016b", "f7fcfde0ecf4bfd3e69ebcda8c96c68c6bb188419d6e016b",
      "f7fcfde0ecf4bfd3e69ebcda8c96c68c6bb188419d810f7c4d004b"}, ""},
    {"PuRd", sequential, true, false, brewer,
     {"e7e1efc994c7dd1c77", "f1eef6d7b5d8df65b0ce1256", "f1eef6d7b5d8df65b0dd1c77980043", "f1eef6d4b9dac994c7df65b0dd1c77980043",
      "f1eef6d4b9dac994c7df65b0e7298ace125691003f", "f7f4f9e7e1efd4b9dac994c7df65b0e7298ace125691003f",
      "f7f4f9e7e1efd4b9dac994c7df65b0e7298ace125698004367001f"}, ""},
    {"PuBuGn", sequential, true, false, brewer,
     {"ece2f0a6bddb1c9099", "f6eff7bdc9e167a9cf02818a", "f6eff7bdc9e167a9cf1c9099016c59", "f6eff7d0d1e6a6bddb67a9cf1c9099016c59",
      "f6eff7d0d1e6a6bddb67a9cf3690c002818a016450", "fff7fbece2f0d0d1e6a6bddb67a9cf3690c002818a016450",
      "fff7fbece2f0d0d1e6a6bddb67a9cf3690c002818a016c59014636"}, ""},
    {"Blues", sequential, true, false, brewer,
     {"deebf79ecae13182bd", "eff3ffbdd7e76baed62171b5", "eff3ffbdd7e76baed63182bd08519c", "eff3ffc6dbef9ecae16baed63182bd08519c",
      "eff3ffc6dbef9ecae16baed64292c62171b5084594", "f7fbffdeebf7c6dbef9ecae16baed64292c62171b5084594",
      "f7fbffdeebf7c6dbef9ecae16baed64292c62171b508519c08306b"}, ""},
    {"Greens", sequential, true, false, brewer,
     {"e5f5e0a1d99b31a354", "edf8e9bae4b374c476238b45", "edf8e9bae4b374c47631a354006d2c", "edf8e9c7e9c0a1d99b74c47631a354006d2c",
      "edf8e9c7e9c0a1d99b74c47641ab5d238b45005a32", "f7fcf5e5f5e0c7e9c0a1d99b74c47641ab5d238b45005a32",
      "f7fcf5e5f5e0c7e9c0a1d99b74c47641ab5d238b45006d2c00441b"}, ""},
    {"Purples", sequential, true, false, brewer,
     {"efedf5bcbddc756bb1", "f2f0f7cbc9e29e9ac86a51a3", "f2f0f7cbc9e29e9ac8756bb154278f", "f2f0f7dadaebbcbddc9e9ac8756bb154278f",
      "f2f0f7dadaebbcbddc9e9ac8807dba6a51a34a1486", "fcfbfdefedf5dadaebbcbddc9e9ac8807dba6a51a34a1486",
      "fcfbfdefedf5dadaebbcbddc9e9ac8807dba6a51a354278f3f007d"}, ""},
    {"Oranges", sequential, true, false, brewer,
     {"fee6cefdae6be6550d", "feeddefdbe85fd8d3cd94701", "feeddefdbe85fd8d3ce6550da63603", "feeddefdd0a2fdae6bfd8d3ce6550da63603",
      "feeddefdd0a2fdae6bfd8d3cf16913d948018c2d04", "fff5ebfee6cefdd0a2fdae6bfd8d3cf16913d948018c2d04",
      "fff5ebfee6cefdd0a2fdae6bfd8d3cf16913d94801a636037f2704"}, ""},
    {"Reds", sequential, true, false, brewer,
     {"fee0d2fc9272de2d26", "fee5d9fcae91fb6a4acb181d", "fee5d9fcae91fb6a4ade2d26a50f15", "fee5d9fcbba1fc9272fb6a4ade2d26a50f15",
      "fee5d9fcbba1fc9272fb6a4aef3b2ccb181d99000d", "fff5f0fee0d2fcbba1fc9272fb6a4aef3b2ccb181d99000d",
      "fff5f0fee0d2fcbba1fc9272fb6a4aef3b2ccb181da50f1567000d"}, ""},
    {"Greys", sequential, true, false, brewer,
     {"f0f0f0bdbdbd636363", "f7f7f7cccccc969696525252", "f7f7f7cccccc969696636363252525", "f7f7f7d9d9d9bdbdbd969696636363252525",
      "f7f7f7d9d9d9bdbdbd969696737373525252252525", "fffffff0f0f0d9d9d9bdbdbd969696737373525252252525",
      "fffffff0f0f0d9d9d9bdbdbd969696737373525252252525000000"}, ""},
    {"viridis", sequential, true, false, viridis_source, {}, "fde725aadc325cc86327ad8121918c2c728e3b528b472d7b440154"},
    {"magma", sequential, true, false, viridis_source, {}, "fcfdbffec287fb8761e55064b7377983268151127c1d1147000004"},
    {"cividis", sequential, true, false, cividis_source, {}, "fdea45e3cc5bbcaf719b947680777563646f3d4d6e12376c002051"},
    {"RdBu", diverging, true, true, brewer,
     {"ef8a62f7f7f767a9cf", "ca0020f4a58292c5de0571b0", "ca0020f4a582f7f7f792c5de0571b0", "b2182bef8a62fddbc7d1e5f067a9cf2166ac",
      "b2182bef8a62fddbc7f7f7f7d1e5f067a9cf2166ac", "b2182bd6604df4a582fddbc7d1e5f092c5de4393c32166ac",
      "b2182bd6604df4a582fddbc7f7f7f7d1e5f092c5de4393c32166ac"}, ""},
    {"PuOr", diverging, true, true, brewer,
     {"f1a340f7f7f7998ec3", "e66101fdb863b2abd25e3c99", "e66101fdb863f7f7f7b2abd25e3c99", "b35806f1a340fee0b6d8daeb998ec3542788",
      "b35806f1a340fee0b6f7f7f7d8daeb998ec3542788", "b35806e08214fdb863fee0b6d8daebb2abd28073ac542788",
      "b35806e08214fdb863fee0b6f7f7f7d8daebb2abd28073ac542788"}, ""},
    {"BrBG", diverging, true, true, brewer,
     {"d8b365f5f5f55ab4ac", "a6611adfc27d80cdc1018571", "a6611adfc27df5f5f580cdc1018571", "8c510ad8b365f6e8c3c7eae55ab4ac01665e",
      "8c510ad8b365f6e8c3f5f5f5c7eae55ab4ac01665e", "8c510abf812ddfc27df6e8c3c7eae580cdc135978f01665e",
      "8c510abf812ddfc27df6e8c3f5f5f5c7eae580cdc135978f01665e"}, ""},
    {"PRGn", diverging, true, true, brewer,
     {"af8dc3f7f7f77fbf7b", "7b3294c2a5cfa6dba0008837", "7b3294c2a5cff7f7f7a6dba0008837", "762a83af8dc3e7d4e8d9f0d37fbf7b1b7837",
      "762a83af8dc3e7d4e8f7f7f7d9f0d37fbf7b1b7837", "762a839970abc2a5cfe7d4e8d9f0d3a6dba05aae611b7837",
      "762a839970abc2a5cfe7d4e8f7f7f7d9f0d3a6dba05aae611b7837"}, ""},
    {"Okabe-Ito", qualitative, true, false, okabe_ito, {}, "0072b2e69f00009e73cc79a7d55e0056b4e9f0e442999999000000"},
    {"Dark2", qualitative, false, false, brewer, {}, "1b9e77d95f027570b3e7298a66a61ee6ab02a6761d666666333333"},
    {"Set2", qualitative, false, false, brewer, {}, "66c2a5fc8d628da0cbe78ac3a6d854ffd92fe5c494b3b3b3666666"},
}};
// clang-format on

}  // namespace

std::span<const PaletteData> palette_data() { return data; }

}  // namespace needsmap::scene
