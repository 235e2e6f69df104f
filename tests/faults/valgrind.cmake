# The tests run the program under valgrind, which adds a summary of every run to one log; a run that
# did wrong ends with a status that no test expects. `watched` runs any program so.
find_program(VALGRIND_PROGRAM valgrind REQUIRED)
set(LMSECTION_TEST_TIMEOUT 3600)
set(watched ${PROJECT_BINARY_DIR}/watched)
file(GENERATE OUTPUT ${watched}
  CONTENT "#!/bin/sh
exec ${VALGRIND_PROGRAM} --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite \\
    --log-fd=9 \"$@\" 9>>${PROJECT_BINARY_DIR}/valgrind.log
"
  FILE_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
set(LMSECTION_TESTED ${PROJECT_BINARY_DIR}/watched_lmsection)
file(GENERATE OUTPUT ${LMSECTION_TESTED}
  CONTENT "#!/bin/sh\nexec ${watched} $<TARGET_FILE:lmsection> \"$@\"\n"
  FILE_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
