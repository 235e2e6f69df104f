# A build step: writes the style and script of the pages to a C++ source file.
#   cmake -DSTYLE=style.css -DSECTION_STYLE=page.css -DSCRIPT=page.js -DOUTPUT=out.cpp -P embed.cmake
# Adds the SHA-256 of the script in Base64, for the content security policy.

# Base64 of bytes written in hexadecimal.
function(base64 variable hex)
  set(alphabet "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  string(LENGTH "${hex}" length)
  set(text "")
  set(at 0)
  while(at LESS length)
    string(SUBSTRING "${hex}00000" ${at} 6 three_bytes)
    math(EXPR bits "0x${three_bytes}")
    foreach(shift 18 12 6 0)
      math(EXPR index "(${bits} >> ${shift}) & 63")
      string(SUBSTRING "${alphabet}" ${index} 1 letter)
      string(APPEND text "${letter}")
    endforeach()
    math(EXPR at "${at} + 6")
  endwhile()
  # Letters beyond the last byte are padding.
  math(EXPR missing "(3 - (${length} / 2) % 3) % 3")
  string(LENGTH "${text}" letters)
  math(EXPR kept "${letters} - ${missing}")
  string(SUBSTRING "${text}" 0 ${kept} text)
  string(REPEAT "=" ${missing} padding)
  set(${variable} "${text}${padding}" PARENT_SCOPE)
endfunction()

# The bytes of a file; fails if they would end the raw literal or an element of the page.
function(read_text variable file)
  file(READ "${file}" text)
  if(text MATCHES "\\)embedded\"|</(style|script)")
    message(FATAL_ERROR "${file} contains text that would end its literal or element")
  endif()
  set(${variable} "${text}" PARENT_SCOPE)
endfunction()

read_text(style "${STYLE}")
read_text(section_style "${SECTION_STYLE}")
read_text(script "${SCRIPT}")
file(SHA256 "${SCRIPT}" hash)
base64(hash "${hash}")
file(WRITE "${OUTPUT}" "#include \"page/document.hpp\"

namespace lmsection::cli::page {

std::string_view style() {
    return R\"embedded(${style})embedded\";
}

std::string_view section_style() {
    return R\"embedded(${section_style})embedded\";
}

std::string_view script() {
    return R\"embedded(${script})embedded\";
}

std::string_view script_hash() {
    return \"sha256-${hash}\";
}

}    // namespace lmsection::cli::page
")
