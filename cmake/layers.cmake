# One function per layer: it makes the library target and records which layers it may include. The `layering` test reads
# the record (build/layering.txt) and every #include, so an edge that is not written here cannot slip in.

set_property(GLOBAL PROPERTY NEEDSMAP_LAYERS "")

# needsmap_layer(NAME MAY_INCLUDE layer... OWNS library-target... SOURCES_IN folder)
#   MAY_INCLUDE  layers this one may include directly (not implied ones: write every edge)
#   OWNS         third-party targets that only this layer links (nlohmann json hangs on base and is shared by those that list its header)
#   HEADERS_OF   prefixes of third-party headers this layer may include ("gdal" for <gdal_priv.h>), recorded for the test
function(needsmap_layer name)
  cmake_parse_arguments(LAYER "" "" "MAY_INCLUDE;OWNS;HEADERS_OF" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cpp)
  file(GLOB headers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.hpp)
  set(target needsmap_${name})
  if(sources)
    add_library(${target} STATIC ${sources})
  else()
    file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/${name}_layer.cpp "namespace needsmap::${name} { extern const int layer_anchor = 0; }\n")
    add_library(${target} STATIC ${CMAKE_CURRENT_BINARY_DIR}/${name}_layer.cpp)
  endif()
  target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS ${CMAKE_CURRENT_SOURCE_DIR} FILES ${headers})
  set_target_properties(${target} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON POSITION_INDEPENDENT_CODE ON)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wno-missing-field-initializers)
  # GCC 12 at -O3 warns of overlaps (its PR 105651) and uninitialised variants in the standard library that are not there.
  if(CMAKE_BUILD_TYPE STREQUAL "Release" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(${target} PRIVATE -Wno-restrict -Wno-maybe-uninitialized)
  endif()
  target_link_libraries(${target} PUBLIC Threads::Threads ${LAYER_OWNS})
  foreach(below IN LISTS LAYER_MAY_INCLUDE)
    target_link_libraries(${target} PUBLIC needsmap_${below})
  endforeach()
  set_property(GLOBAL APPEND_STRING PROPERTY NEEDSMAP_LAYERS "${name}|${LAYER_MAY_INCLUDE}|${LAYER_HEADERS_OF}\n")
endfunction()

# Writes the record for the layering test.
function(needsmap_write_layering)
  get_property(record GLOBAL PROPERTY NEEDSMAP_LAYERS)
  file(WRITE ${CMAKE_BINARY_DIR}/layering.txt "${record}")
endfunction()
