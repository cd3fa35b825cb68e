# calm::torch: libtorch as an imported target of our own. TorchConfig.cmake wants the whole CUDA stack even for the CPU part;
# libtorch_cpu.so and libc10.so link and run without it.
# CALM_TORCH_ROOT, a CMake or an environment variable, names the folder that holds include/ and lib/: that of set-up (the
# default), an official libtorch, or the torch folder of a Python installation.
if(NOT CALM_TORCH_ROOT)
  if(NOT "$ENV{CALM_TORCH_ROOT}" STREQUAL "")
    set(_calm_torch "$ENV{CALM_TORCH_ROOT}")
  elseif(NOT "$ENV{XDG_CACHE_HOME}" STREQUAL "")
    set(_calm_torch "$ENV{XDG_CACHE_HOME}/calm-workbench/torch-2.11.0/torch")
  else()
    set(_calm_torch "$ENV{HOME}/.cache/calm-workbench/torch-2.11.0/torch")
  endif()
  set(CALM_TORCH_ROOT "${_calm_torch}" CACHE PATH "Folder of a libtorch: the one that holds include/ and lib/" FORCE)
endif()
if(NOT EXISTS "${CALM_TORCH_ROOT}/include/ATen/core/Tensor.h" AND EXISTS "${CALM_TORCH_ROOT}/torch/include/ATen/core/Tensor.h")
  set(CALM_TORCH_ROOT "${CALM_TORCH_ROOT}/torch" CACHE PATH "" FORCE) # site-packages was given
endif()
foreach(_calm_file include/ATen/core/Tensor.h lib/libtorch_cpu.so lib/libc10.so)
  if(NOT EXISTS "${CALM_TORCH_ROOT}/${_calm_file}")
    message(FATAL_ERROR "No libtorch in CALM_TORCH_ROOT=${CALM_TORCH_ROOT}: ${_calm_file} is missing. Run packaging/setup.sh, which brings one "
            "into the cache, or give -DCALM_TORCH_ROOT=<folder with include/ and lib/> (an official libtorch, or site-packages/torch).")
  endif()
endforeach()

set(CALM_TORCH_VERSION "unknown")
if(EXISTS "${CALM_TORCH_ROOT}/include/torch/headeronly/version.h")
  file(STRINGS "${CALM_TORCH_ROOT}/include/torch/headeronly/version.h" _calm_version REGEX "define TORCH_VERSION_(MAJOR|MINOR) ")
  string(REGEX REPLACE "[^0-9;]" "" _calm_version "${_calm_version}")
  list(JOIN _calm_version "." CALM_TORCH_VERSION)
endif()
if(NOT CALM_TORCH_VERSION STREQUAL "2.11")
  message(WARNING "libtorch in ${CALM_TORCH_ROOT} is ${CALM_TORCH_VERSION}; this program is developed and tested with 2.11")
endif()

# libtorch_cpu.so names its CUDA runtime, and libtorch_cuda.so its whole stack, in rpaths of their own: the linker must not ask.
set(_calm_link_options "LINKER:--allow-shlib-undefined" "LINKER:--disable-new-dtags" "LINKER:-rpath-link,${CALM_TORCH_ROOT}/lib")
add_library(calm_torch INTERFACE)
add_library(calm::torch ALIAS calm_torch)
target_include_directories(calm_torch SYSTEM INTERFACE "${CALM_TORCH_ROOT}/include")
target_compile_definitions(calm_torch INTERFACE AT_PER_OPERATOR_HEADERS)
target_link_libraries(calm_torch INTERFACE "${CALM_TORCH_ROOT}/lib/libtorch_cpu.so" "${CALM_TORCH_ROOT}/lib/libc10.so")
target_link_options(calm_torch INTERFACE ${_calm_link_options})
# Our loops run on the threads of libtorch's own OpenMP: a second runtime would bring as many threads again.
file(GLOB _calm_openmp "${CALM_TORCH_ROOT}/lib/libgomp*.so*" "${CALM_TORCH_ROOT}/lib/libiomp5.so")
if(_calm_openmp)
  list(GET _calm_openmp 0 _calm_openmp)
else()
  find_package(OpenMP REQUIRED COMPONENTS CXX)
  set(_calm_openmp OpenMP::OpenMP_CXX)
endif()
target_link_libraries(calm_torch INTERFACE "${_calm_openmp}")
if(CALM_CUDA)
  if(NOT EXISTS "${CALM_TORCH_ROOT}/lib/libtorch_cuda.so")
    message(FATAL_ERROR "CALM_CUDA=ON, but libtorch in ${CALM_TORCH_ROOT} is a CPU build: libtorch_cuda.so is missing. "
            "Give a CUDA libtorch as CALM_TORCH_ROOT, or run packaging/setup.sh --cuda.")
  endif()
  # Operators register themselves when the library is loaded, so it must stay although nothing calls it by name.
  # One option, because CMake may reorder the items of target_link_libraries.
  target_link_options(calm_torch INTERFACE
    "LINKER:--push-state,--no-as-needed,${CALM_TORCH_ROOT}/lib/libtorch_cuda.so,${CALM_TORCH_ROOT}/lib/libc10_cuda.so,--pop-state")
endif()

# Installed programs find the copy that install() puts beside them.
list(APPEND CMAKE_BUILD_RPATH "${CALM_TORCH_ROOT}/lib")
set(CMAKE_INSTALL_RPATH "$ORIGIN/../lib/calm-workbench/torch/lib")
