#include "lmsection/cli/shared_library.hpp"

#include "lmsection/domain/errors.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include <string_view>

namespace lmsection::cli {

namespace {

StoreError not_there(const std::string& what, const std::string& package) {
    const char* message = ::dlerror();    // NOLINT(concurrency-mt-unsafe)
    const std::string_view reason = message == nullptr ? "" : message;
    if (reason.ends_with("Too many open files")) {
        return {fmt::format("{} cannot be loaded: too many open files", what),
                "raise the limit with 'ulimit -n' and try again"};
    }
    return {fmt::format("{} cannot be loaded", what),
            fmt::format("install the package {}", package)};
}

}    // namespace

SharedLibrary::SharedLibrary(const std::string& file, const std::string& package)
    : package_(package), handle_(::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL)) {
    if (handle_ == nullptr) {
        throw not_there(file, package);
    }
}

void* SharedLibrary::address(const char* name) const {
    void* found = ::dlsym(handle_.get(), name);
    if (found == nullptr) {
        throw not_there(name, package_);
    }
    return found;
}

void SharedLibrary::Closer::operator()(void* handle) const {
    ::dlclose(handle);
}

}    // namespace lmsection::cli
