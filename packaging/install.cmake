# Where files are installed, and the Debian package.
include(GNUInstallDirs)
set(LMSECTION_ZSH_COMPLETIONS ${CMAKE_INSTALL_DATADIR}/zsh/site-functions
    CACHE STRING "Where zsh finds completions; a Debian package's are in share/zsh/vendor-completions")

install(TARGETS lmsection RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY ${LMSECTION_MAN}/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1
        FILES_MATCHING PATTERN "*.gz")
install(FILES ${LMSECTION_COMPLETIONS}/lmsection
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${LMSECTION_COMPLETIONS}/_lmsection DESTINATION ${LMSECTION_ZSH_COMPLETIONS})
install(FILES ${LMSECTION_COMPLETIONS}/lmsection.fish
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

set(changelog ${PROJECT_BINARY_DIR}/changelog.gz)
add_custom_command(
  OUTPUT ${changelog}
  COMMAND sh -c "gzip -9nc \"$1\" > \"$2\"" sh ${PROJECT_SOURCE_DIR}/packaging/changelog ${changelog}
  DEPENDS ${PROJECT_SOURCE_DIR}/packaging/changelog
  VERBATIM)
add_custom_target(lmsection_changelog ALL DEPENDS ${changelog})
file(GLOB pages CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/docs/*.md)
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${pages} ${PROJECT_SOURCE_DIR}/packaging/copyright
              ${changelog}
        DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs/examples DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PACKAGE_CONTACT "the lmsection authors <maintainers@lmsection.example>")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "${XLSXWRITER_PACKAGE}")    # loaded, not linked, so that CPack cannot find it
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS graphviz)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "msmtp-mta | mail-transport-agent")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "roster and calendar of a volunteer-run section")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"A section of a professional association is run by volunteers who rotate
every July 1. lmsection keeps who serves in which group, which reports are
due, what is on the month's checklist, meetings, programs and volunteers in
one file, and holds them against the section's handbook: its facts are data,
its rules are checked, and each answer names the handbook's section.")
include(CPack)
