# The tests run the program under valgrind, which adds a summary of every run to one log; a run that
# did wrong ends with a status that no test expects. `watched` runs any program so. The program itself
# is run by copies of one server, for each start under valgrind takes longer than most commands.
find_program(VALGRIND_PROGRAM valgrind REQUIRED)
set(LMSECTION_TEST_TIMEOUT 3600)
set(watched ${PROJECT_BINARY_DIR}/watched)
file(GENERATE OUTPUT ${watched}
  CONTENT "#!/bin/sh
exec ${VALGRIND_PROGRAM} --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite \\
    --log-fd=9 \"$@\" 9>>${PROJECT_BINARY_DIR}/valgrind.log
"
  FILE_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)

add_executable(watched_server slow/faults/watched_server.cpp ${PROJECT_SOURCE_DIR}/src/cli/main.cpp)
set_source_files_properties(${PROJECT_SOURCE_DIR}/src/cli/main.cpp
  PROPERTIES COMPILE_DEFINITIONS main=lmsection_main)
target_link_libraries(watched_server PRIVATE lmsection_cli lmsection_options)
add_executable(watched_client slow/faults/watched_client.cpp)
# Completions know the program by its name.
set_target_properties(watched_client PROPERTIES OUTPUT_NAME lmsection
  RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/watched_program)
target_link_libraries(watched_client PRIVATE lmsection_options)
foreach(program watched_server watched_client)
  target_compile_definitions(${program}
    PRIVATE LMSECTION_WATCH_SOCKET="${PROJECT_BINARY_DIR}/watched.socket")
endforeach()
set(LMSECTION_TESTED $<TARGET_FILE:watched_client>)
