# A step of the build: lays the page's style and script down as a C++ source file.
#   cmake -DSTYLE=page.css -DSCRIPT=page.js -DOUTPUT=out.cpp -P embed.cmake
# With the script goes its SHA-256 in Base64, as a content security policy names it.

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
  # The letters that stand for no byte are padding.
  math(EXPR missing "(3 - (${length} / 2) % 3) % 3")
  string(LENGTH "${text}" letters)
  math(EXPR kept "${letters} - ${missing}")
  string(SUBSTRING "${text}" 0 ${kept} text)
  string(REPEAT "=" ${missing} padding)
  set(${variable} "${text}${padding}" PARENT_SCOPE)
endfunction()

# The bytes of a file, which end no raw literal and no element of the page.
function(read_text variable file)
  file(READ "${file}" text)
  if(text MATCHES "\\)embedded\"|</(style|script)")
    message(FATAL_ERROR "${file} holds a mark that would end it within the page")
  endif()
  set(${variable} "${text}" PARENT_SCOPE)
endfunction()

read_text(style "${STYLE}")
read_text(script "${SCRIPT}")
file(SHA256 "${SCRIPT}" hash)
base64(hash "${hash}")
file(WRITE "${OUTPUT}" "#include \"page/page.hpp\"

namespace lmsection::cli::page {

std::string_view style() {
    return R\"embedded(${style})embedded\";
}

std::string_view script() {
    return R\"embedded(${script})embedded\";
}

std::string_view script_hash() {
    return \"sha256-${hash}\";
}

}    // namespace lmsection::cli::page
")
