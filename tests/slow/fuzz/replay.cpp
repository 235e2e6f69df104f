// Runs a target over its kept corpus, and over as many mutations of it as are asked for: the same
// ones each time, so that the normal tests need no libFuzzer.

#include "scratch.hpp"
#include "target.hpp"

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iostream>
#include <random>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using lmsection::fuzz::read_bytes;

std::vector<std::string> corpus_of(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator{folder}) {
        files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    std::vector<std::string> corpus;
    std::transform(files.begin(), files.end(), std::back_inserter(corpus), read_bytes);
    return corpus;
}

/// Draws numbers that are the same with every library.
class Draw {
public:
    std::size_t below(std::size_t bound) { return engine_() % bound; }
    char byte() { return static_cast<char>(below(256)); }

private:
    std::mt19937_64 engine_{20261124};
};

/// Changes a text in one place: a byte set, a bit turned, a part removed, doubled, or brought over
/// from another text.
void mutate(std::string& text, const std::vector<std::string>& corpus, Draw& draw) {
    constexpr std::size_t longest = 64;
    const std::string& other = corpus[draw.below(corpus.size())];
    const std::size_t at = draw.below(text.size() + 1);
    const std::size_t length = draw.below(longest);
    switch (draw.below(5)) {
    case 0: text.replace(at, at < text.size() ? 1 : 0, 1, draw.byte()); break;
    case 1:
        if (at < text.size()) {
            text[at] = static_cast<char>(text[at] ^ (1 << draw.below(8)));
        }
        break;
    case 2: text.erase(at, length); break;
    case 3: text.insert(at, text.substr(draw.below(text.size() + 1), length)); break;
    default: text.insert(at, other.substr(draw.below(other.size() + 1), length)); break;
    }
}

/// As it can be written into a shell's printf.
std::string escaped(const std::string& text) {
    constexpr std::string_view digits = "01234567";
    std::string shown;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        shown += '\\';
        shown += digits[byte >> 6U];
        shown += digits[byte >> 3U & 7U];
        shown += digits[byte & 7U];
    }
    return shown;
}

bool holds_for(const std::string& text) {
    try {
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
        return true;
    } catch (const std::exception& error) {
        std::cerr << "replay: " << error.what() << "; for the input: printf '" << escaped(text)
                  << "'\n";
        return false;
    }
}

}    // namespace

int main(int count, char** arguments) {
    if (count != 3) {
        std::cerr << "usage: replay CORPUS MUTATIONS\n";
        return 2;
    }
    const auto corpus = corpus_of(arguments[1]);
    const int mutations = std::atoi(arguments[2]);
    bool well = !corpus.empty() && std::all_of(corpus.begin(), corpus.end(), holds_for);
    Draw draw;
    for (int i = 0; well && i < mutations; ++i) {
        std::string text = corpus[draw.below(corpus.size())];
        for (std::size_t changes = 1 + draw.below(4); changes > 0; --changes) {
            mutate(text, corpus, draw);
        }
        well = holds_for(text);
    }
    return well ? 0 : 1;
}
