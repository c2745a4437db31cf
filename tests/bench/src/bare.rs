//! The floor that the desk is measured against: a GTK window with one web view that shows one page, and nothing else.

use gtk::prelude::*;
use webkit2gtk::WebViewExt;

fn main() {
    let Some(page) = std::env::args().nth(1) else {
        eprintln!("expected the address of a page");
        return;
    };
    if let Err(error) = gtk::init() {
        eprintln!("GTK does not start: {error}");
        return;
    }
    let window = gtk::Window::new(gtk::WindowType::Toplevel);
    window.set_title("Bare window");
    window.set_default_size(1280, 820);
    let view = webkit2gtk::WebView::new();
    view.load_uri(&page);
    window.add(&view);
    window.connect_destroy(|_| gtk::main_quit());
    window.show_all();
    gtk::main();
}
