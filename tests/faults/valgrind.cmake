# The tests run themselves and the program under valgrind. Every process adds its summary to one log,
# and one that did wrong ends with a status that no test expects.
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
# CMake starts each program that is made from here on with this one.
set(CMAKE_CROSSCOMPILING_EMULATOR ${watched})
