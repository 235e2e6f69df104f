#include "helpers.hpp"

#include "lmsection/base/text.hpp"

#include <cstdint>
#include <cstdio>
#include <map>
#include <random>
#include <set>

using namespace lmsection;
using namespace lmsection::test;

namespace {

/// A code point as UTF-8, surrogates too: by the table of the standard, not by a library.
std::string utf8(std::uint32_t point) {
    const auto tail = [&](unsigned shift) {
        return static_cast<char>(0x80U | ((point >> shift) & 0x3fU));
    };
    if (point < 0x80) {
        return {static_cast<char>(point)};
    }
    if (point < 0x800) {
        return {static_cast<char>(0xc0U | (point >> 6U)), tail(0)};
    }
    if (point < 0x10000) {
        return {static_cast<char>(0xe0U | (point >> 12U)), tail(6), tail(0)};
    }
    return {static_cast<char>(0xf0U | (point >> 18U)), tail(12), tail(6), tail(0)};
}

bool is_surrogate(std::uint32_t point) {
    return point >= 0xd800 && point <= 0xdfff;
}

/// Where a check over every character failed: how often, and where first.
class Failures {
public:
    void note(bool ok, std::uint32_t point) {
        if (!ok) {
            first_ = count_ == 0 ? point : first_;
            ++count_;
        }
    }
    [[nodiscard]] std::string text() const {
        char hex[16];
        std::snprintf(hex, sizeof hex, "U+%04X", first_);
        return count_ == 0 ? "" : std::to_string(count_) + ", the first at " + hex;
    }

private:
    int count_ = 0;
    std::uint32_t first_ = 0;
};

/// Every text over `letters` of at most `longest` letters.
std::vector<std::string> words(const std::string& letters, std::size_t longest) {
    std::vector<std::string> all{""};
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].size() == longest) {
            continue;
        }
        for (const char letter : letters) {
            all.push_back(all[i] + letter);
        }
    }
    return all;
}

/// The texts one edit away from `word`: a letter changed, added, dropped, or swapped with the next.
std::set<std::string> one_edit_from(const std::string& word, const std::string& letters) {
    std::set<std::string> found;
    for (std::size_t at = 0; at <= word.size(); ++at) {
        for (const char letter : letters) {
            found.insert(std::string{word}.insert(at, 1, letter));
        }
    }
    for (std::size_t at = 0; at < word.size(); ++at) {
        found.insert(std::string{word}.erase(at, 1));
        for (const char letter : letters) {
            found.insert(std::string{word}.replace(at, 1, 1, letter));
        }
        if (at + 1 < word.size()) {
            std::string swapped = word;
            std::swap(swapped[at], swapped[at + 1]);
            found.insert(swapped);
        }
    }
    return found;
}

/// The fewest edits from `from` to each text over `letters`, found by trying them all.
std::map<std::string, std::size_t> edits_from(const std::string& from, const std::string& letters,
                                              std::size_t longest) {
    std::map<std::string, std::size_t> edits{{from, 0}};
    std::vector<std::string> reached{from};
    for (std::size_t i = 0; i < reached.size(); ++i) {
        const std::size_t next = edits.at(reached[i]) + 1;
        for (const std::string& word : one_edit_from(reached[i], letters)) {
            if (word.size() <= longest && edits.try_emplace(word, next).second) {
                reached.push_back(word);
            }
        }
    }
    return edits;
}

}    // namespace

TEST_CASE("every character except the surrogates is UTF-8") {
    Failures wrong;
    for (std::uint32_t point = 0; point <= 0x10ffff; ++point) {
        wrong.note(is_utf8(utf8(point)) != is_surrogate(point), point);
    }
    CHECK(wrong.text() == "");
    CHECK(is_utf8(""));
    CHECK(is_utf8("plain"));
    CHECK(is_utf8("Nguyễn, Łukasz, 你好, 🎉"));
}

TEST_CASE("two bytes are UTF-8 when both are ASCII or the first leads the second") {
    Failures wrong;
    for (unsigned first = 0; first < 256; ++first) {
        for (unsigned second = 0; second < 256; ++second) {
            const bool ascii = first < 0x80 && second < 0x80;
            const bool led = first >= 0xc2 && first <= 0xdf && second >= 0x80 && second <= 0xbf;
            const std::string text{static_cast<char>(first), static_cast<char>(second)};
            wrong.note(is_utf8(text) == (ascii || led), first * 256 + second);
        }
    }
    CHECK(wrong.text() == "");
}

TEST_CASE("truncated, overlong and out-of-range bytes are not UTF-8") {
    const std::vector<std::string> broken{"\x80",
                                          "\xbf",
                                          "\xc3",
                                          "a\xc3",
                                          "\xc3(",
                                          "\xe2\x82",
                                          "\xe2(\xa1",
                                          "\xf0\x9f\x98",
                                          "\xc0\x80",
                                          "\xc1\xbf",
                                          "\xe0\x80\x80",
                                          "\xe0\x9f\xbf",
                                          "\xf0\x80\x80\x80",
                                          "\xf0\x8f\xbf\xbf",
                                          "\xed\xa0\x80",
                                          "\xed\xbf\xbf",
                                          "\xf4\x90\x80\x80",
                                          "\xf5\x80\x80\x80",
                                          "\xf8\x88\x80\x80\x80",
                                          "\xfe",
                                          "\xff",
                                          "Mu\xfcller"};
    for (const std::string& text : broken) {
        CAPTURE(text);
        CHECK_FALSE(is_utf8(text));
        CHECK_FALSE(is_utf8("ok " + text));
        CHECK_FALSE(is_utf8(text + " ok"));
    }
}

TEST_CASE("exactly the control characters and line separators are found") {
    Failures wrong;
    for (std::uint32_t point = 0; point <= 0x10ffff; ++point) {
        const bool control = point <= 0x1f || (point >= 0x7f && point <= 0x9f) || point == 0x2028 ||
                             point == 0x2029;
        if (!is_surrogate(point)) {
            wrong.note(has_control("a" + utf8(point) + "b") == control, point);
        }
    }
    CHECK(wrong.text() == "");
    CHECK_FALSE(has_control(""));
}

TEST_CASE("exactly the bidirectional control characters are found") {
    // The property Bidi_Control of the Unicode Character Database.
    const std::set<std::uint32_t> turning{0x061c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c,
                                          0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069};
    Failures wrong;
    for (std::uint32_t point = 0; point <= 0x10ffff; ++point) {
        if (!is_surrogate(point)) {
            const bool found = has_bidirectional_control("a" + utf8(point) + "b");
            wrong.note(found == turning.contains(point), point);
        }
    }
    CHECK(wrong.text() == "");
    // Names written from right to left need none of them.
    CHECK_FALSE(has_bidirectional_control("محمد עברית"));
}

TEST_CASE("text is tidied to composed letters and single spaces") {
    CHECK(tidied_text("") == "");
    CHECK(tidied_text("   ") == "");
    CHECK(tidied_text("  Ana   Diaz ") == "Ana Diaz");
    CHECK(tidied_text("Ana\t \tDiaz") == "Ana Diaz");
    CHECK(tidied_text("Di\u0301az") == "D\u00edaz");
    CHECK(tidied_text("Nguye\u0302\u0303n") == "Nguy\u1ec5n");
    CHECK(tidied_text("Straße") == "Straße");
    CHECK(tidied_text("O’Brien") == "O’Brien");
}

TEST_CASE("tidying text twice changes nothing") {
    for (const char* text : {"Ana Diaz", " Ana  Díaz ", "Ngu\u0079e\u0302\u0303n", "Å\u030a", "ﬁ",
                             "\u0958", "한국", "\u1112\u1161\u11ab"}) {
        const std::string once = tidied_text(text);
        CHECK(tidied_text(once) == once);
    }
}

TEST_CASE("spellings of a name fold to the same text") {
    const std::vector<std::pair<std::string, std::string>> spellings{{"Díaz", "diaz"},
                                                                     {"DÍAZ", "diaz"},
                                                                     {"Di\u0301az", "diaz"},
                                                                     {"Łukasz", "lukasz"},
                                                                     {"ŁUKASZ", "lukasz"},
                                                                     {"Nguyễn", "nguyen"},
                                                                     {"NGUYỄN", "nguyen"},
                                                                     {"Müller", "muller"},
                                                                     {"MÜLLER", "muller"},
                                                                     {"Strauß", "strauss"},
                                                                     {"STRAUẞ", "strauss"},
                                                                     {"Søren", "soren"},
                                                                     {"SØREN", "soren"},
                                                                     {"İpek", "ipek"},
                                                                     {"Işık", "isik"},
                                                                     {"O’Brien", "o'brien"},
                                                                     {"O‘Brien", "o'brien"},
                                                                     {"O'Brien", "o'brien"},
                                                                     {"Æthelred", "aethelred"},
                                                                     {"Œuvre", "oeuvre"},
                                                                     {"Þór", "thor"},
                                                                     {"Đỗ", "do"},
                                                                     {"Ħal", "hal"},
                                                                     {"Guðrún", "gudrun"},
                                                                     {"Ångström", "angstrom"},
                                                                     {"Čapek", "capek"},
                                                                     {"Ştefan", "stefan"},
                                                                     {"ﬁeld", "field"},
                                                                     {"Anne‐Marie", "anne-marie"},
                                                                     {"Ｂｏｂ", "bob"}};
    for (const auto& [spelled, wanted] : spellings) {
        INFO(spelled);
        CHECK(folded(spelled) == wanted);
    }
}

TEST_CASE("folding any character twice changes nothing") {
    Failures wrong;
    for (std::uint32_t point = 0; point <= 0x10ffff; ++point) {
        if (is_surrogate(point)) {
            continue;
        }
        const std::string once = folded("x" + utf8(point));
        wrong.note(folded(once) == once, point);
    }
    CHECK(wrong.text() == "");
}

TEST_CASE("plain text folds the same with or without an accent beside it") {
    // ASCII takes a shorter way through the code; it must lead to the same place.
    for (unsigned byte = 0x20; byte < 0x7f; ++byte) {
        const std::string letter{static_cast<char>(byte)};
        CAPTURE(letter);
        CHECK(folded(letter) + "e" == folded(letter + "é"));
    }
}

TEST_CASE("text that is not UTF-8 cannot be tidied, and its bytes fold to the same thing") {
    CHECK(folded("Mu\xfcLLER") == folded("mu\xffller"));
    CHECK_THROWS_AS(tidied_text("Mu\xfcller"), std::invalid_argument);
}

TEST_CASE("the length of text is counted in characters, not bytes") {
    CHECK(length_of("") == 0);
    CHECK(length_of("Ana") == 3);
    CHECK(length_of("Díaz") == 4);
    CHECK(length_of("Di\u0301az") == 5);
    CHECK(length_of("你好🎉") == 3);
}

TEST_CASE("a changed, added, dropped or swapped letter is one edit") {
    CHECK(edit_distance("chair", "chair") == 0);
    CHECK(edit_distance("chair", "choir") == 1);
    CHECK(edit_distance("chair", "chairs") == 1);
    CHECK(edit_distance("chair", "hair") == 1);
    CHECK(edit_distance("chair", "chiar") == 1);
    CHECK(edit_distance("chair", "hcair") == 1);
    CHECK(edit_distance("chair", "chari") == 1);
    CHECK(edit_distance("", "chair") == 5);
    CHECK(edit_distance("chair", "") == 5);
    CHECK(edit_distance("", "") == 0);
    CHECK(edit_distance("kitten", "sitting") == 3);
    CHECK(edit_distance("chair", "member") == 5);    // the r stays
}

TEST_CASE("the edit distance is symmetric, and zero only between equal texts") {
    const auto all = words("abc", 4);
    std::vector<std::string> wrong;
    for (const std::string& a : all) {
        for (const std::string& b : all) {
            const std::size_t distance = edit_distance(a, b);
            if (distance != edit_distance(b, a) || (distance == 0) != (a == b)) {
                wrong.push_back(a + " > " + b);
            }
        }
    }
    CAPTURE(wrong.size(), wrong.empty() ? "" : wrong.front());
    CHECK(wrong.empty());
}

TEST_CASE("the edit distance lies between the difference in length and the longer length") {
    std::mt19937 random{2026};
    for (int i = 0; i < 2000; ++i) {
        std::string a(random() % 12, 'a');
        std::string b(random() % 12, 'a');
        for (std::string* word : {&a, &b}) {
            for (char& letter : *word) {
                letter = static_cast<char>('a' + static_cast<char>(random() % 4));
            }
        }
        const std::size_t longer = std::max(a.size(), b.size());
        const std::size_t shorter = std::min(a.size(), b.size());
        CAPTURE(a, b);
        REQUIRE(edit_distance(a, b) >= longer - shorter);
        REQUIRE(edit_distance(a, b) <= longer);
        REQUIRE(edit_distance(a + "x", b + "x") == edit_distance(a, b));
        REQUIRE(edit_distance("x" + a, "x" + b) == edit_distance(a, b));
    }
}

TEST_CASE("the edit distance obeys the triangle inequality") {
    const auto all = words("abc", 3);
    std::vector<std::string> detours;
    for (const std::string& a : all) {
        for (const std::string& b : all) {
            for (const std::string& by : all) {
                if (edit_distance(a, b) > edit_distance(a, by) + edit_distance(by, b)) {
                    detours.push_back(a + " > " + by + " > " + b);
                }
            }
        }
    }
    CAPTURE(detours.size(), detours.empty() ? "" : detours.front());
    CHECK(detours.empty());
}

TEST_CASE("the edit distance agrees with an exhaustive search") {
    const std::string letters = "abc";
    std::vector<std::string> differing;
    for (const std::string& from : words(letters, 3)) {
        // One letter of room, for words that grow on the way.
        for (const auto& [to, edits] : edits_from(from, letters, 5)) {
            if (to.size() <= 4 && edit_distance(from, to) != edits) {
                differing.push_back(from + " > " + to + " is " + std::to_string(edits));
            }
        }
    }
    CAPTURE(differing.size(), differing.empty() ? "" : differing.front());
    CHECK(differing.empty());
}

TEST_CASE("a letter that takes several bytes is one edit") {
    CHECK(edit_distance("иван", "ивон") == 1);
    CHECK(edit_distance("иван", "ивана") == 1);
    CHECK(edit_distance("иван", "ивна") == 1);
    CHECK(edit_distance("王芳", "王方") == 1);
}

TEST_CASE("text is split at any of the separators, without empty parts") {
    CHECK(split(" a, b,,c ", " ,") == std::vector<std::string>{"a", "b", "c"});
    CHECK(split("", ",").empty());
    CHECK(split(",,", ",").empty());
}

TEST_CASE("characters are trimmed at the ends only") {
    CHECK(trimmed(" -a b- ", " -") == "a b");
    CHECK(trimmed(" - ", " -").empty());
    CHECK(trimmed("", " ").empty());
}

TEST_CASE("a text is one of a list only as a whole") {
    CHECK(is_one_of("not sure", "yes|not sure|no"));
    CHECK_FALSE(is_one_of("not", "yes|not sure|no"));
    CHECK_FALSE(is_one_of("yes|not sure", "yes|not sure|no"));
    CHECK_FALSE(is_one_of("", "yes|no"));
    CHECK(is_one_of("", "|yes"));
}

TEST_CASE("each occurrence is replaced, and what replaces it is not searched") {
    std::string text = "a--b---c";
    replace_each(text, "--", "-");
    CHECK(text == "a-b--c");
    replace_each(text, "b", "bb");
    CHECK(text == "a-bb--c");
}

TEST_CASE("a number is a whole text") {
    CHECK(parse_number<int>("12") == 12);
    CHECK(parse_number<unsigned>("fF", 16) == 255U);
    for (const std::string_view text : {"", "12 ", " 12", "1a", "99999999999999999999"}) {
        CHECK_FALSE(parse_number<int>(text));
    }
}

TEST_CASE("words are letters and digits of any alphabet") {
    CHECK(words_in("o'brien & иван-2") == std::vector<std::string>{"obrien", "иван", "2"});
    CHECK(words_in("choice #1", U"#") == std::vector<std::string>{"choice", "#1"});
}
