# Opens the real window twice under Xvfb: the first run saves a session, the second restores it.
file(REMOVE_RECURSE ${FOLDER})
file(MAKE_DIRECTORY ${FOLDER})
foreach(round first second)
  execute_process(
    COMMAND ${CMAKE_COMMAND} -E env --unset=WAYLAND_DISPLAY NEEDSMAP_VIEW_FRAMES=20 NEEDSMAP_STATE=${FOLDER}
            ${XVFB_RUN} -a -s "-screen 0 1280x800x24" ${NEEDSMAP} view
    RESULT_VARIABLE code OUTPUT_VARIABLE output ERROR_VARIABLE errors TIMEOUT 60)
  if(NOT code EQUAL 0)
    message(FATAL_ERROR "the ${round} window ended with ${code}: ${output}${errors}")
  endif()
  if(NOT errors STREQUAL "")
    message(FATAL_ERROR "the ${round} window complained: ${errors}")
  endif()
  if(NOT EXISTS ${FOLDER}/session.json)
    message(FATAL_ERROR "the ${round} window saved no session")
  endif()
endforeach()
file(READ ${FOLDER}/session.json session)
if(NOT session MATCHES "child-poverty")
  message(FATAL_ERROR "the saved session does not say what was shown: ${session}")
endif()
