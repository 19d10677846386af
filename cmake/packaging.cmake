# Installing and packaging: the program under bin, its data under share/needsmap, and what a desktop needs to show it.
include(GNUInstallDirs)

if(TARGET needsmap)
  install(TARGETS needsmap RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
foreach(folder geodata layers shaders)
  if(EXISTS ${CMAKE_SOURCE_DIR}/${folder})
    install(DIRECTORY ${folder} DESTINATION ${CMAKE_INSTALL_DATADIR}/needsmap PATTERN ".*" EXCLUDE)
  endif()
endforeach()
install(FILES tools/packaging/needsmap.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES tools/packaging/needsmap.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
install(FILES tools/packaging/needsmap.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)
install(FILES README.md docs/manual.md docs/formats.md DESTINATION ${CMAKE_INSTALL_DOCDIR} OPTIONAL)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME needsmap)
set(CPACK_PACKAGE_VENDOR needsmap)
set(CPACK_PACKAGE_CONTACT "the needsmap authors <needsmap@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_DESCRIPTION "needsmap shows indicators of children's needs for the wards and small areas of an English county, \
with the services for them, and exports exactly that map as PDF, SVG and PNG.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)          # libraries: computed from the binary
set(CPACK_DEBIAN_PACKAGE_DEPENDS "fonts-inter, libegl1, libgl1") # what no linker sees: typeface and OpenGL, opened at run time
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libgl1-mesa-dri")
include(CPack)
