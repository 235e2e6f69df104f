// A program of the build: embed_handbook HANDBOOK.toml OUTPUT.cpp writes the handbook's text and
// its layout as a C++ source file. A faulty handbook fails the build with its lines.
#include "lmsection/app/handbook_layout.hpp"
#include "lmsection/app/handbook_toml.hpp"

#include <exception>
#include <fstream>
#include <iostream>
#include <sstream>

namespace {

std::string raw_literal(const std::string& text) {
    constexpr const char* mark = "embedded";
    if (text.find(std::string{")"} + mark + "\"") != std::string::npos) {
        throw lmsection::StoreError{"the handbook holds the mark that ends a raw string",
                                    "reword it"};
    }
    return std::string{"R\""} + mark + "(" + text + ")" + mark + "\"";
}

std::string content_of(const char* file) {
    std::ostringstream text;
    text << std::ifstream{file}.rdbuf();
    return text.str();
}

void embed(const char* input, const char* output) {
    const std::string text = content_of(input);
    const auto handbook = lmsection::app::read_handbook(text, input);
    std::ostringstream source;
    source << "#include \"lmsection/app/handbook_layout.hpp\"\n"
              "#include \"lmsection/app/handbook_toml.hpp\"\n\n"
              "namespace lmsection::app {\n\n"
              "std::string_view built_in_handbook_text() {\n    return "
           << raw_literal(text)
           << ";\n}\n\n"
              "Handbook built_in_handbook() {\n    return from_layout("
           << raw_literal(lmsection::app::laid_out(handbook))
           << ");\n}\n\nstd::vector<Note> built_in_notes() {\n    return notes_from_layout("
           << raw_literal(lmsection::app::laid_out(handbook.notes))
           << ");\n}\n\nint built_in_edition() {\n    return " << handbook.edition
           << ";\n}\n\n}    // namespace lmsection::app\n";
    if (source.str() == content_of(output)) {
        return;    // so that nothing is compiled again
    }
    std::ofstream written{output};
    written << source.str();
    written.close();
    if (!written) {
        throw lmsection::StoreError{"the source file cannot be written", "check the folder"};
    }
}

}    // namespace

int main(int count, char** words) {
    constexpr int wanted = 3;
    try {
        if (count != wanted) {
            throw lmsection::UsageError{"two files are wanted", "HANDBOOK.toml OUTPUT.cpp"};
        }
        embed(words[1], words[2]);
        return 0;
    } catch (const lmsection::Error& error) {
        for (const lmsection::Fault& fault : error.faults()) {
            std::cerr << fault.text() << '\n';
        }
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
    }
    return 1;
}
