#include "scratch.hpp"

#include <stdlib.h>

#include <algorithm>
#include <fstream>
#include <system_error>

namespace lmsection::fuzz {

namespace fs = std::filesystem;

Scratch::Scratch() {
    std::string name = fs::temp_directory_path() / "lmsection-fuzz-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) {
        throw std::system_error{errno, std::generic_category(), name};
    }
    folder_ = name;
}

Scratch::~Scratch() {
    std::error_code ignored;    // nobody is left to be told
    fs::remove_all(folder_, ignored);
}

app::Circumstances Scratch::circumstances() const {
    app::Circumstances around;
    around.database = database();
    around.database_was_named = true;
    around.today = date::year{2026} / 11 / 24;
    around.now_ms = 1795539480000;
    around.now = "2026-11-24T16:58:00Z";
    around.seed = 1;
    around.actor = "tester";
    around.command = "fuzz";
    return around;
}

std::vector<std::string> Scratch::files() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator{folder_}) {
        names.push_back(entry.path().filename());
    }
    std::sort(names.begin(), names.end());
    return names;
}

void Scratch::clear() const {
    for (const auto& entry : fs::directory_iterator{folder_}) {
        fs::remove(entry);
    }
}

std::string read_bytes(const fs::path& file) {
    std::ifstream stream{file, std::ios::binary};
    if (!stream) {
        throw std::system_error{errno, std::generic_category(), file};
    }
    std::string bytes(fs::file_size(file), '\0');
    stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return bytes;
}

void write_bytes(const fs::path& file, std::string_view bytes) {
    std::ofstream stream{file, std::ios::binary | std::ios::trunc};
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    stream.close();
    if (!stream) {
        throw std::system_error{errno, std::generic_category(), file};
    }
}

}    // namespace lmsection::fuzz
