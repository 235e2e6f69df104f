#include "scratch.hpp"

#include <sqlite3.h>
#include <stdlib.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <system_error>

namespace lmsection::fuzz {

namespace fs = std::filesystem;

#ifdef LMSECTION_FUZZ
// The sanitizers do not see into SQLite, which is the system's own, so its memory needs no guards:
// without them a fuzzer is twice as fast.
extern "C" void* __libc_malloc(std::size_t size);
extern "C" void* __libc_realloc(void* block, std::size_t size);
extern "C" void __libc_free(void* block);

namespace {

/// A block's size stands before it.
constexpr std::size_t ahead = 16;

void* with_size(void* block, int size) {
    if (block == nullptr) {
        return nullptr;
    }
    std::memcpy(block, &size, sizeof size);
    return static_cast<char*>(block) + ahead;
}
void* start_of(void* block) {
    return static_cast<char*>(block) - ahead;
}
void* allocate(int size) {
    return with_size(__libc_malloc(static_cast<std::size_t>(size) + ahead), size);
}
void* reallocate(void* block, int size) {
    return with_size(__libc_realloc(start_of(block), static_cast<std::size_t>(size) + ahead), size);
}
void release(void* block) {
    __libc_free(start_of(block));
}
int size_of(void* block) {
    int size = 0;
    std::memcpy(&size, start_of(block), sizeof size);
    return size;
}

const bool sqlite_uses_plain_memory = [] {
    static const sqlite3_mem_methods methods{allocate,
                                             release,
                                             reallocate,
                                             size_of,
                                             [](int size) { return (size + 7) & ~7; },
                                             [](void*) { return SQLITE_OK; },
                                             [](void*) {},
                                             nullptr};
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) == SQLITE_OK;
}();

}    // namespace
#endif

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
