#include "handbooks.hpp"

#include "lmsection/app/handbook_toml.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace lmsection::test {

const Handbook& built_in() {
    static const Handbook handbook = app::read_handbook(app::built_in_handbook_text(),
                                                        "built-in handbook");
    return handbook;
}

std::string second_text() {
    std::ifstream file{LMSECTION_SECOND_HANDBOOK};
    if (!file) {
        throw std::runtime_error("no file " LMSECTION_SECOND_HANDBOOK);
    }
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

const Handbook& second() {
    static const Handbook handbook = app::read_handbook(second_text(), "second_handbook.toml");
    return handbook;
}

}    // namespace lmsection::test
