# A build step: writes the built-in templates of letters to a C++ source file.
#   cmake -DFOLDER=data/letters -DOUTPUT=out.cpp -P embed_letters.cmake
file(GLOB files ${FOLDER}/*.txt)
list(SORT files)
set(rows "")
foreach(file IN LISTS files)
  file(READ "${file}" text)
  if(text MATCHES "\\)letter\"")
    message(FATAL_ERROR "${file} contains text that would end its literal")
  endif()
  get_filename_component(kind "${file}" NAME_WE)
  string(APPEND rows "    if (kind == \"${kind}\") {\n        return R\"letter(${text})letter\";\n    }\n")
endforeach()
file(WRITE "${OUTPUT}" "#include \"lmsection/app/letter_template.hpp\"

namespace lmsection::app {

std::string_view built_in_template(std::string_view kind) {
${rows}    return {};
}

}    // namespace lmsection::app
")
