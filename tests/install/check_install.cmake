# Installs into STAGE and runs the installed program from the root folder. A layer that exists only in the copy proves that the
# copy reads its own data and not the source tree it was built from.
file(REMOVE_RECURSE ${STAGE})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${STAGE} RESULT_VARIABLE failed OUTPUT_QUIET)
if(failed)
  message(FATAL_ERROR "cmake --install failed")
endif()
file(COPY_FILE ${STAGE}/share/needsmap/layers/child-poverty.toml ${STAGE}/share/needsmap/layers/only-in-this-copy.toml)
execute_process(COMMAND ${CMAKE_COMMAND} -E env --unset=NEEDSMAP_DATA ${STAGE}/bin/needsmap layers
                WORKING_DIRECTORY / RESULT_VARIABLE failed OUTPUT_VARIABLE out ERROR_VARIABLE err)
if(failed OR NOT out MATCHES "only-in-this-copy")
  message(FATAL_ERROR "The installed program does not find its data.\nexit: ${failed}\nstdout:\n${out}\nstderr:\n${err}")
endif()
foreach(file share/applications/needsmap.desktop share/icons/hicolor/scalable/apps/needsmap.svg share/man/man1/needsmap.1)
  if(NOT EXISTS ${STAGE}/${file})
    message(FATAL_ERROR "${file} is not installed")
  endif()
endforeach()
